package chaos

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const (
	layout    = "2006-01-02T15:04:05Z"
	pageSize  = 8
	stockSize = 5000 // records of a page of stock
	longest   = 4 * time.Millisecond
)

var firstDay = time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)

// An item is a record of the API.
type item struct {
	ID        int    `json:"id"`
	UpdatedAt string `json:"updated_at"`
	Shop      int    `json:"shop,omitempty"` // of a repair
}

// An api is a mock API with 24 days of data that do not change. It answers after
// a random time, so that no two readings are alike.
type api struct {
	*httptest.Server
	items    map[string][]item // by path, the oldest first
	stock    int               // pages of stock
	requests atomic.Int64
}

// serve starts an API with so many pages of stock.
func serve(t *testing.T, stock int) *api {
	a := &api{items: map[string][]item{}, stock: stock}
	for n := range 24 * 18 {
		a.add("/visits", item{ID: n, UpdatedAt: after(n * 80)})
	}
	for n := range 200 {
		a.add("/news", item{ID: n, UpdatedAt: after(n * 170)})
	}
	for shop := 1; shop <= 24; shop++ {
		// A shop changes when its last repair does, and was there before the first.
		for n := range 12 {
			a.add(fmt.Sprintf("/shops/%d/repairs", shop), item{ID: 100*shop + n, UpdatedAt: after(shop*1400 - (11-n)*110), Shop: shop})
		}
		a.add("/shops", item{ID: shop, UpdatedAt: after(shop * 1400)})
	}
	slices.Reverse(a.items["/news"])
	a.Server = httptest.NewServer(a)
	t.Cleanup(a.Close)
	return a
}

// after is a time so many minutes after the beginning, and not before it.
func after(minutes int) string {
	return firstDay.Add(time.Duration(max(minutes, 0)) * time.Minute).Format(layout)
}

func (a *api) add(path string, i item) { a.items[path] = append(a.items[path], i) }

// ServeHTTP answers a page of the items between from and to.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.requests.Add(1)
	query := r.URL.Query()
	page, _ := strconv.Atoi(query.Get("page")) // none is the first one
	if r.URL.Path == "/stock" {
		a.answer(w, a.pageOfStock(page), page+1 < a.stock, page)
		return
	}
	all, known := a.items[r.URL.Path]
	if !known {
		http.NotFound(w, r)
		return
	}
	time.Sleep(rand.N(longest))
	var wanted []item
	for _, i := range all {
		if from, to := query.Get("from"), query.Get("to"); from == "" || from <= i.UpdatedAt && i.UpdatedAt <= to {
			wanted = append(wanted, i)
		}
	}
	first := min(page*pageSize, len(wanted))
	last := min(first+pageSize, len(wanted))
	a.answer(w, wanted[first:last], last < len(wanted), page)
}

func (a *api) pageOfStock(page int) []item {
	all := make([]item, stockSize)
	for n := range all {
		all[n] = item{ID: page*stockSize + n, UpdatedAt: strings.Repeat("x", 60)}
	}
	return all
}

func (a *api) answer(w http.ResponseWriter, items []item, more bool, page int) {
	body := map[string]any{"items": items}
	if items == nil {
		body["items"] = []item{}
	}
	if more {
		body["next"] = strconv.Itoa(page + 1)
	}
	w.Header().Set("Content-Type", "application/json")
	// A connector that was killed does not hear the end of its answer.
	_ = json.NewEncoder(w).Encode(body)
}

// all are the records that a complete reading of a stream gives.
func (a *api) all(stream string) map[int]item {
	items := map[int]item{}
	for path, list := range a.items {
		if strings.HasSuffix(path, "/"+stream) {
			for _, i := range list {
				items[i.ID] = i
			}
		}
	}
	return items
}
